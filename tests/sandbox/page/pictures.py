"""Making screenshots small."""

import base64
import struct
import zlib

from playwright.async_api import Page

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_TRUE_COLOUR = 2

#: Width, height and the pixels of a PNG, four bytes each. The browser can read them; Python by itself can't.
_DECODE = """async (png) => {
  const bytes = Uint8Array.from(atob(png), (character) => character.charCodeAt(0));
  const { width, height } = await createImageBitmap(new Blob([bytes]));
  const context = new OffscreenCanvas(width, height).getContext("2d");
  context.drawImage(await createImageBitmap(new Blob([bytes])), 0, 0);
  const pixels = context.getImageData(0, 0, width, height).data;
  let text = "";
  for (let at = 0; at < pixels.length; at += 4096) {
    text += String.fromCharCode(...pixels.subarray(at, at + 4096));
  }
  return [width, height, btoa(text)];
}"""


async def smaller(page: Page, png: bytes) -> bytes:
    """The same picture without PNG's filters, which only get in zlib's way where colours are flat."""
    width, height, encoded = await page.evaluate(_DECODE, base64.b64encode(png).decode())
    pixels = bytearray(base64.b64decode(encoded))
    del pixels[3::4]  # everything is opaque
    line = 3 * width
    rows = b"".join(b"\0" + pixels[line * row : line * (row + 1)] for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, _TRUE_COLOUR, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    """https://www.w3.org/TR/png/#5Chunk-layout"""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
