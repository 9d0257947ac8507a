//! `multipart/form-data` with one file, written by hand: WeCom wants a
//! `filelength` beside the name (page 90253) and reads names as raw UTF-8,
//! which HTTP libraries do not write.

use bytes::{BufMut, Bytes, BytesMut};

use crate::FilePart;

/// The body, and the content type that goes with it.
pub(crate) fn encode(part: &FilePart) -> (String, Bytes) {
    let boundary = boundary(&part.bytes);
    let head = format!(
        "--{boundary}\r\n\
         Content-Disposition: form-data; name=\"{}\"; filename=\"{}\"; filelength={}\r\n\
         Content-Type: {}\r\n\r\n",
        part.name,
        quoted(&part.filename),
        part.bytes.len(),
        one_line(&part.content_type),
    );
    let tail = format!("\r\n--{boundary}--\r\n");
    let mut body = BytesMut::with_capacity(head.len() + part.bytes.len() + tail.len());
    body.put_slice(head.as_bytes());
    body.put_slice(&part.bytes);
    body.put_slice(tail.as_bytes());
    (
        format!("multipart/form-data; boundary={boundary}"),
        body.freeze(),
    )
}

/// A line that the file does not contain. Found by looking, not by chance, so
/// the same upload is always the same bytes.
fn boundary(file: &[u8]) -> String {
    let mut number = 0_u32;
    loop {
        let boundary = format!("wecom-api-{number:08}");
        let found = file
            .windows(boundary.len())
            .any(|window| window == boundary.as_bytes());
        if !found {
            return boundary;
        }
        number += 1;
    }
}

/// As browsers do: everything raw but what would end the quotes or the line.
fn quoted(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn one_line(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(filename: &str, bytes: &'static [u8]) -> FilePart {
        FilePart {
            name: "media",
            filename: filename.to_owned(),
            content_type: "image/png".to_owned(),
            bytes: Bytes::from_static(bytes),
        }
    }

    #[test]
    fn the_body_is_what_the_page_shows() {
        let (content_type, body) = encode(&part("海报.png", b"mytext"));
        assert_eq!(
            content_type,
            "multipart/form-data; boundary=wecom-api-00000000"
        );
        assert_eq!(
            std::str::from_utf8(&body).unwrap(),
            "--wecom-api-00000000\r\n\
             Content-Disposition: form-data; name=\"media\"; filename=\"海报.png\"; filelength=6\r\n\
             Content-Type: image/png\r\n\
             \r\n\
             mytext\r\n\
             --wecom-api-00000000--\r\n"
        );
    }

    #[test]
    fn a_file_that_contains_the_boundary_gets_another() {
        let (content_type, _) = encode(&part("a", b"x--wecom-api-00000000y"));
        assert!(content_type.ends_with("wecom-api-00000001"));
    }

    #[test]
    fn a_name_cannot_leave_its_quotes_or_its_line() {
        let (_, body) = encode(&part("a\"; name=\"x\r\nEvil: 1", b""));
        let body = std::str::from_utf8(&body).unwrap();
        assert!(body.contains("filename=\"a%22; name=%22x%0D%0AEvil: 1\"; filelength=0\r\n"));
    }
}
