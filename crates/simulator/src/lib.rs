//! A stand-in for WeCom: its server API, the phones, a clock that can be moved.
