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
    assert_eq!(rows.len(), 3, "a head, a row and the sum: {rows:?}");
    assert!(rows[1].contains("lossy.moments.jpg") && rows[1].contains("61×43"));
    assert!(rows[2].starts_with("1 made, 2 failed"));
    assert!(folder.path().join("lossy.moments.jpg").exists());
}

#[test]
fn a_file_that_was_given_is_never_written_over() {
    let palette = std::fs::read(sample("palette.png")).expect("the sample");
    for (names, more, made) in [
        (
            ["a.png", "a.card-cover.jpg"],
            &[][..],
            ["a-2.card-cover.jpg", "a.card-cover.card-cover.jpg"],
        ),
        (
            ["b.png", "b.preview.png"],
            &["--preview", "--title", "b"],
            ["b-2.preview.png", "b.preview.preview.png"],
        ),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let given = names.map(|name| folder.path().join(name));
        for file in &given {
            std::fs::write(file, &palette).expect("a copy");
        }
        let texts = given.each_ref().map(|file| file.display().to_string());
        let mut args: Vec<&str> = texts.iter().map(String::as_str).collect();
        args.extend(["-c", "card-cover"].iter().chain(more));
        let output = run(&args, folder.path());
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        for file in given {
            let now = std::fs::read(&file).expect("it is there");
            assert!(now == palette, "{}", file.display());
        }
        for made in made {
            assert!(folder.path().join(made).exists(), "{made}");
        }
    }
}

#[test]
fn what_cannot_be_written_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    // A folder where the file should be: fails for every user, root included.
    let in_the_way = folder.path().join("fine.picture.jpg");
    std::fs::create_dir_all(in_the_way.join("full")).expect("a folder");
    let output = run(&[&sample("fine.jpg"), "-c", "picture"], folder.path());
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stderr).expect("text");
    assert!(told.contains("[file_not_written]"), "{told}");
    assert_eq!(folder.path().read_dir().expect("a folder").count(), 1);

    let file = folder.path().join("a-file");
    std::fs::write(&file, "in the way").expect("a file");
    let output = run(&[&sample("fine.jpg"), "-c", "picture"], &file.join("out"));
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stderr).expect("text");
    assert!(
        told.contains("输出目录") && told.contains("output folder"),
        "{told}"
    );
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

/// A picture of one colour and not of a cover's shape.
fn plain(folder: &Path) -> String {
    let file = folder.join("海报.png");
    let mut encoder = png::Encoder::new(std::fs::File::create(&file).expect("a file"), 900, 500);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().expect("a header");
    let pixels = [200, 40, 60].repeat(900 * 500);
    writer.write_image_data(&pixels).expect("pixels");
    file.display().to_string()
}

#[test]
fn the_preview_shows_the_cover_in_its_card() {
    let folder = tempfile::tempdir().expect("a folder");
    let poster = plain(folder.path());
    let output = run(
        &[
            &poster,
            "-c",
            "card-cover",
            "--preview",
            "--title",
            "a <b> & \u{1}c",
        ],
        folder.path(),
    );
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let preview = folder.path().join("海报.preview.png");
    let told = String::from_utf8(output.stdout).expect("text");
    assert!(told.contains(&preview.display().to_string()), "{told}");
    let file = std::io::BufReader::new(std::fs::File::open(preview).expect("the preview"));
    let mut reader = png::Decoder::new(file).read_info().expect("a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
    let info = reader.next_frame(&mut pixels).expect("pixels");
    assert_eq!((info.width, info.height), (660, 732));
    let at = |x: usize, y: usize| {
        <[u8; 3]>::try_from(&pixels[(y * 660 + x) * 4..][..3]).expect("a pixel")
    };
    assert_eq!(at(5, 5), [0xED; 3], "around the card");
    assert_eq!(at(52, 400), [0xFF; 3], "beside the cover");
    for (x, y) in [(72, 198), (588, 198), (330, 400), (588, 610)] {
        let near = at(x, y)
            .iter()
            .zip([200, 40, 60])
            .all(|(is, was)| is.abs_diff(was) < 6);
        assert!(near, "the cover at {x},{y}: {:?}", at(x, y));
    }
}

#[test]
fn a_preview_is_of_covers() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = run(
        &[&sample("fine.jpg"), "-c", "picture", "--preview"],
        folder.path(),
    );
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(folder.path().read_dir().expect("a folder").count(), 0);
}

/// A configuration whose WeCom does not answer.
fn configuration(folder: &Path) -> std::path::PathBuf {
    let file = folder.join("wecom-share.toml");
    let data = folder.join("data");
    let text = format!(
        "public_base_url = \"https://share.example.com\"\ndata = {data:?}\n\
         [wecom]\nbase_url = \"http://127.0.0.1:9\"\n\
         [[app]]\ncorpid = \"ww0123456789abcdef\"\nagentid = 1000002\nappid = \"wx0123456789abcdef\"\n\
         secret = \"0123456789abcdefghijABCDEFGHIJ0123456789abc\"\n"
    );
    std::fs::write(&file, text).expect("a file");
    file
}

fn url(config: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wecom-share"));
    command
        .arg("image")
        .args(args)
        .args(["--url", "--lang", "en", "--config"])
        .arg(config);
    command.output().expect("the binary starts")
}

#[tokio::test]
async fn the_address_printed_for_a_cover_is_where_the_server_shows_it() {
    use axum::{body::Body, http::Request};
    use rand::SeedableRng;
    use tower::ServiceExt;
    use wecom_share_server::{Server, SystemClock, config::Config};

    let folder = tempfile::tempdir().expect("a folder");
    let (poster, config) = (plain(folder.path()), configuration(folder.path()));
    let output = url(&config, &[&poster, "-c", "card-cover"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let printed = String::from_utf8(output.stdout).expect("text");
    let printed = printed.strip_suffix('\n').expect("a line");
    let path = printed
        .strip_prefix("https://share.example.com")
        .expect("the public address");

    let both = url(
        &config,
        &[&poster, &sample("README.md"), "-c", "card-cover"],
    );
    assert_eq!(both.status.code(), Some(1), "the other file is no picture");
    let again = String::from_utf8(both.stdout).expect("text");
    assert_eq!(
        again,
        format!("{printed}  {poster}\n"),
        "the same picture, the same address"
    );
    assert!(String::from_utf8_lossy(&both.stderr).contains("[image_not_recognised]"));

    let config = Config::load(&config).expect("a configuration");
    let rng = Box::new(rand::rngs::StdRng::seed_from_u64(1));
    let server = Server::open(config, std::sync::Arc::new(SystemClock), rng)
        .await
        .expect("a server");
    let request = Request::get(path).body(Body::empty()).expect("a request");
    let shown = server.router().oneshot(request).await.expect("an answer");
    assert_eq!(shown.status(), 200);
    assert_eq!(shown.headers()["content-type"], "image/jpeg");
    server.shutdown().await;
}

#[test]
fn an_attachment_whose_link_wecom_does_not_give_is_told_as_the_server_tells_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = configuration(folder.path());
    let output = url(&config, &[&sample("fine.jpg"), "-c", "picture", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(told["pictures"][0]["error"]["code"], "wecom_unreachable");
}
