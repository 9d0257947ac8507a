//! How long a mini program of 300 pages takes, the best of five: `cargo run --release -p wecom-share-check --example checking_speed`.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use wecom_share_check::check;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let bytes = write(folder.path())?;
    let mut taken = Duration::MAX;
    let mut report = check(folder.path())?;
    for _ in 0..5 {
        let start = Instant::now();
        report = check(folder.path())?;
        taken = taken.min(start.elapsed());
    }
    println!(
        "check: 300 pages, {} scripts, {} kB: {taken:.1?}, {} findings",
        report.summary.scripts,
        bytes / 1000,
        report.findings.len()
    );
    Ok(())
}

/// Pages as people write them: data, handlers, requests, a share by hand with a fault in every tenth.
fn write(folder: &Path) -> std::io::Result<usize> {
    let names: Vec<String> = (0..300).map(|at| format!("pages/p{at}/p{at}")).collect();
    fs::write(
        folder.join("app.json"),
        serde_json::json!({ "pages": names }).to_string(),
    )?;
    let mut bytes = 0;
    for (at, name) in names.iter().enumerate() {
        let path = folder.join(format!("{name}.js"));
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let suffix = if at % 10 == 0 { "" } else { ".html" };
        let handlers: String = (0..40)
            .map(|handler| {
                format!(
                    "  onTap{handler}(event) {{\n    const id = event.currentTarget.dataset.id;\n    const items = this.data.items.filter((item) => item.id !== id).map((item, index) => ({{ ...item, index }}));\n    this.setData({{ items, card: {{ title: '商品' + id, page: '/{name}?id=' + id }} }});\n    wx.request({{ url: `https://shop.example.com/api/v1/items/${{id}}?n={handler}`, success: (res) => this.setData({{ res }}) }});\n  }},\n"
                )
            })
            .collect();
        let text = format!(
            "const api = require('../../utils/api');\n\nPage({{\n  data: {{ items: [], card: null }},\n{handlers}  share() {{\n    wx.qy.shareToExternalContact({{\n      text: {{ content: '你好' }},\n      attachments: [{{ msgtype: 'miniprogram', miniprogram: {{ title: '商品', imgUrl: this.data.cover, page: '/{name}{suffix}?id=' + this.data.id }} }}],\n    }});\n  }},\n}});\n"
        );
        bytes += text.len();
        fs::write(path, text)?;
    }
    Ok(bytes)
}
