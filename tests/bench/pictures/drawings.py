"""Thirteen pictures that look like what people share, drawn by code: always the same ones. Beside each its cover as a
reference: decoded whole, cut exactly in the middle, resized once by Lanczos; and the same cut as sharp cuts, which first
rounds the size of the whole and then cuts at a whole pixel. Usage: drawings.py DIR"""
import random
import sys
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont

out = Path(sys.argv[1])


def noise(rng, size, mode="RGB"):
    return Image.frombytes(mode, size, rng.randbytes(size[0] * size[1] * len(mode)))


def photo(seed, size, grain=0.06):
    """Clouds over clouds, as in leaves, cloth and skies, and the grain of a sensor."""
    rng = random.Random(seed)
    picture = noise(rng, (3, 3)).resize(size, Image.Resampling.BICUBIC)
    for cells, share in ((8, 0.35), (30, 0.3), (110, 0.25), (400, 0.2), (1300, 0.12)):
        clouds = noise(rng, (cells, max(2, cells * size[1] // size[0]))).resize(size, Image.Resampling.BICUBIC)
        picture = Image.blend(picture, clouds, share)
    draw = ImageDraw.Draw(picture)
    for _ in range(40):
        x, y, r = rng.randrange(size[0]), rng.randrange(size[1]), rng.randrange(20, size[0] // 8)
        draw.ellipse((x - r, y - r, x + r, y + r), outline=tuple(rng.randbytes(3)), width=rng.randrange(2, 24))
    return Image.blend(picture, noise(rng, size), grain)


def text(picture, seed, pixels, ink=(30, 30, 30)):
    rng = random.Random(seed)
    draw, font = ImageDraw.Draw(picture), ImageFont.load_default(pixels)
    words = "camellia notebook 128.00 free delivery today only 50% off new arrivals customer group member order".split()
    y = pixels
    while y < picture.height - 2 * pixels:
        line = " ".join(rng.choice(words) for _ in range(picture.width // (pixels * 4) + 1))
        draw.text((pixels, y), line, fill=ink if rng.random() < 0.8 else tuple(rng.randbytes(3)), font=font)
        y += int(pixels * 1.6)
    return picture


def screenshot(seed, size, pixels):
    picture = Image.new("RGB", size, (247, 247, 247))
    draw, rng = ImageDraw.Draw(picture), random.Random(seed)
    draw.rectangle((0, 0, size[0], pixels * 3), fill=(7, 193, 96))
    for y in range(pixels * 4, size[1], pixels * 9):
        draw.rounded_rectangle((pixels, y, size[0] - pixels, y + pixels * 8), pixels // 2, fill=(255, 255, 255))
        draw.rectangle((pixels * 2, y + pixels, pixels * 7, y + pixels * 6), fill=tuple(rng.randbytes(3)))
    return text(picture, seed, pixels)


def poster(seed, size, pixels):
    return text(ImageChops.add(photo(seed, size, 0.02), Image.new("RGB", size, (60, 60, 60))), seed, pixels)


def chat(size, pixels):
    """A telephone's screenshot of a chat: small text, some of it in strong colours, where it shows what a cover loses."""
    picture, rng = Image.new("RGB", size, (237, 237, 237)), random.Random(12)
    draw = ImageDraw.Draw(picture)
    try:
        font = ImageFont.truetype("NotoSansCJK-Regular.ttc", pixels)
        words = "山茶花手账 现货包邮 今日下单立减 会员专享 新品上架 已读 收到 谢谢 明天送达 订单编号 客户群 128.00 元".split()
    except OSError:
        font = ImageFont.load_default(pixels)
        words = "camellia notebook in stock, free delivery order today members only new read thanks tomorrow 128.00".split()
    inks = ((25, 25, 25), (25, 25, 25), (25, 25, 25), (250, 40, 40), (16, 90, 220), (7, 150, 70))
    for number, y in enumerate(range(pixels, size[1] - pixels * 5, pixels * 6)):
        mine = number % 3 == 1
        left = pixels * 4 if mine else pixels
        area = (left, y, left + size[0] - pixels * 5, y + pixels * 5)
        draw.rounded_rectangle(area, pixels // 3, fill=(149, 236, 105) if mine else (255, 255, 255))
        for line in range(3):
            ink = inks[rng.randrange(len(inks))]
            text = " ".join(rng.choice(words) for _ in range(9))
            while draw.textlength(text, font=font) > size[0] - pixels * 6:
                text = text[:-1]
            draw.text((left + pixels // 2, y + pixels // 3 + line * pixels * 3 // 2), text, fill=ink, font=font)
    return picture


def half_transparent(picture):
    picture.putalpha(Image.linear_gradient("L").resize(picture.size))
    return picture


large = photo(1, (4000, 3000))
pictures = {
    "photo-12mp.jpg": (large, {"quality": 84}),
    "photo-12mp-progressive.jpg": (large, {"quality": 80, "progressive": True}),
    "photo-12mp-fine.jpg": (photo(2, (4000, 3000), 0.03), {"quality": 90, "subsampling": 0}),
    "photo-portrait.jpg": (photo(3, (3000, 4000), 0.04), {"quality": 85}),
    "photo-2mp.jpg": (photo(4, (1920, 1080)), {"quality": 90}),
    "photo-1mp.jpg": (photo(5, (1280, 960)), {"quality": 88}),
    "poster.jpg": (poster(6, (1242, 1660), 48), {"quality": 90}),
    "poster.png": (poster(7, (1000, 800), 36), {}),
    "telephone.png": (screenshot(8, (1080, 2340), 42), {}),
    "chat.png": (chat((750, 1624), 28), {}),
    "desktop.png": (screenshot(9, (1440, 900), 18), {}),
    "transparent.png": (half_transparent(poster(10, (900, 900), 40)), {}),
    "photo.webp": (photo(11, (2000, 1500)), {"quality": 80}),
}
for name, (picture, settings) in pictures.items():
    picture.save(out / name, **settings)
    stored = Image.open(out / name)
    if stored.mode == "RGBA":
        white = Image.new("RGBA", stored.size, "white")
        stored = Image.alpha_composite(white, stored)
    stored = stored.convert("RGB")
    scale = max(520 / stored.width, 416 / stored.height)
    width, height = min(520 / scale, stored.width), min(416 / scale, stored.height)
    left, top = (stored.width - width) / 2, (stored.height - height) / 2
    area = (left, top, left + width, top + height)
    whole = stored.resize((round(stored.width * scale), round(stored.height * scale)), Image.Resampling.LANCZOS)
    corner = ((whole.width - 519) // 2, (whole.height - 415) // 2)
    covers = {
        "exact": stored.resize((520, 416), Image.Resampling.LANCZOS, box=area),
        "whole": whole.crop((*corner, corner[0] + 520, corner[1] + 416)),
    }
    for kind, cover in covers.items():
        (out / kind).mkdir(exist_ok=True)
        cover.save(out / kind / (name + ".png"))
