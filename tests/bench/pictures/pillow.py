"""The same work by Pillow, decoding JPEG in draft mode. Usage: pillow.py DIR SECONDS JOBS [OUT]"""
import io
import json
import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image, ImageOps


def cover(data):
    picture = Image.open(io.BytesIO(data))
    picture.draft("RGB", (1040, 832))
    picture = ImageOps.exif_transpose(picture)
    if picture.mode == "RGBA":
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)
    picture = ImageOps.fit(picture.convert("RGB"), (520, 416), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=80, optimize=True)
    return file.getvalue()


folder, seconds, jobs = Path(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])
files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
if len(sys.argv) > 4:
    for name, data in files.items():
        Path(sys.argv[4]).mkdir(parents=True, exist_ok=True)
        (Path(sys.argv[4]) / (name + ".jpg")).write_bytes(cover(data))
else:
    all_files = list(files.values())
    with ThreadPoolExecutor(jobs) as pool:
        made, began = 0, time.monotonic()
        while time.monotonic() - began < seconds:
            made += len(list(pool.map(cover, all_files)))
        elapsed = time.monotonic() - began
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu = (used.ru_utime + used.ru_stime) * 1000 / made
    print(json.dumps({"perSecond": made / elapsed, "cpu": cpu, "peak": used.ru_maxrss / 1024}))
