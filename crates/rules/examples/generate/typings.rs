//! Types of `wx.qy` itself.

pub const FILE: &str = "miniprogram/types/wx-qy.d.ts";

pub fn text() -> String {
    String::new()
}
