//! `wecom-share image`, as a shell sees it.

use std::path::Path;
use std::process::{Command, Output};

fn run(args: &[&str], output: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wecom-share"));
    command.arg("image").args(args).arg("-o").arg(output);
    command.args(["--lang", "en"]);
    command.output().expect("the binary starts")
}

fn sample(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../image/tests/samples");
    folder.join(name).display().to_string()
}

#[test]
fn every_file_gets_a_row_and_an_output_of_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let (one, two) = (sample("palette.png"), sample("palette.gif"));
    let output = run(
        &[&one, &two, "--channel", "card-cover", "--json"],
        folder.path(),
    );
    assert_eq!(output.status.code(), Some(0));
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(told["channel"], "card-cover");
    assert_eq!(told["pictures"][0]["before"]["width"], 61);
    assert_eq!(told["pictures"][1]["after"]["height"], 40);
    assert_eq!(told["pictures"][1]["notes"][0]["code"], "image_small");
    for name in ["palette.card-cover.jpg", "palette-2.card-cover.jpg"] {
        let made = std::fs::read(folder.path().join(name)).expect(name);
        assert!(made.starts_with(&[0xFF, 0xD8, 0xFF]));
    }
    assert_eq!(folder.path().read_dir().expect("a folder").count(), 2);
    assert!(output.stderr.is_empty(), "no progress without a terminal");
}

#[test]
fn a_file_that_fails_is_told_by_name_and_the_others_are_made() {
    let folder = tempfile::tempdir().expect("a folder");
    let (text, good) = (sample("README.md"), sample("lossy.webp"));
    let output = run(
        &[&text, &good, "/no/such.jpg", "--channel", "moments"],
        folder.path(),
    );
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stderr).expect("text");
    assert!(told.contains("[image_not_recognised]") && told.contains("[file_unreadable]"));
    let rows = String::from_utf8(output.stdout).expect("text");
    let rows: Vec<&str> = rows.lines().collect();
    assert_eq!(
        rows.len(),
        4,
        "a head, a row, its note, and the sum: {rows:?}"
    );
    assert!(rows[1].contains("lossy.moments.jpg") && rows[1].contains("61×43"));
    assert!(rows[2].starts_with("1 made, 2 failed"));
    assert!(folder.path().join("lossy.moments.jpg").exists());
}

#[test]
fn a_crop_that_makes_no_sense_is_refused_before_anything_is_made() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = run(
        &[
            &sample("fine.jpg"),
            "--channel",
            "card-cover",
            "--crop",
            "2,0",
        ],
        folder.path(),
    );
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(folder.path().read_dir().expect("a folder").count(), 0);
}
