//! Accepts pictures from strangers: recognised by content, measured before any pixel is allocated.
