//! A new file among the migrations is not a change of any source file, so cargo has to be told.

fn main() {
    println!("cargo::rerun-if-changed=migrations");
}
