//! Packs a directory of WXML, WXSS, JS and JSON into one script for the simulated phones.
