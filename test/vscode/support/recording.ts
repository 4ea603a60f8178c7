// A recording: pictures of windows one after the other, each with a line that says what is done, as one GIF. Galleries of
// extensions take no SVG. Only what changes from picture to picture is kept of each.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import type { Workbench } from './workbench.ts';

type Palette = number[][];

interface Gifenc {
  GIFEncoder(): {
    writeFrame(
      index: Uint8Array,
      width: number,
      height: number,
      options: {
        palette?: Palette;
        delay: number;
        transparent: boolean;
        transparentIndex: number;
        dispose: number;
      },
    ): void;
    finish(): void;
    bytes(): Uint8Array;
  };
  quantize(rgba: Uint8Array, maxColors: number): Palette;
  applyPalette(rgba: Uint8Array, palette: Palette): Uint8Array;
}

// It brings no types, and names its parts in a way that imports do not see.
const { GIFEncoder, quantize, applyPalette } = createRequire(import.meta.url)('gifenc') as Gifenc;
const WIDTH = 960;
/** The strip with the words below a picture. */
const STRIP = 36;
/** The place of a colour that lets the picture before show through. */
const TRANSPARENT = 255;

/** Pictures of windows, and how long each is shown. */
export class Recording {
  readonly #frames: { readonly rgba: Uint8Array; readonly ms: number }[] = [];
  #height = 0;

  /** Takes a picture of a window as it is. */
  async show({ page }: Workbench, words: string, ms: number): Promise<void> {
    const picture = await page.screenshot({ animations: 'disabled' });
    const { pixels, height } = await drawFrame(page, picture.toString('base64'), words);
    this.#height = height;
    this.#frames.push({ rgba: Uint8Array.from(Buffer.from(pixels, 'base64')), ms });
  }

  /** Writes all of it, in the colours of all pictures. */
  write(file: string): void {
    const gif = GIFEncoder();
    const palette = quantize(Buffer.concat(this.#frames.map(({ rgba }) => everyFourth(rgba))), TRANSPARENT);
    while (palette.length <= TRANSPARENT) palette.push([0, 0, 0]);
    let before: Uint8Array | undefined;
    for (const { rgba, ms } of this.#frames) {
      const index = applyPalette(rgba, palette.slice(0, TRANSPARENT));
      const shown = before
        ? index.map((colour, at) => (colour === before![at] ? TRANSPARENT : colour))
        : index;
      gif.writeFrame(shown, WIDTH, this.#height, {
        ...(before ? {} : { palette }),
        delay: ms,
        transparent: before !== undefined,
        transparentIndex: TRANSPARENT,
        dispose: 1,
      });
      before = index;
    }
    gif.finish();
    writeFileSync(file, gif.bytes());
  }
}

/** Enough pixels to know the colours by. */
function everyFourth(rgba: Uint8Array): Uint8Array {
  const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.byteLength / 4);
  return new Uint8Array(pixels.filter((_, at) => at % 4 === 0).buffer);
}

/** A picture in the width of the recording with the strip below it, as pixels in base64. */
async function drawFrame(
  window: Page,
  picture: string,
  words: string,
): Promise<{ pixels: string; height: number }> {
  // A page of its own: that of a window allows no images of others.
  const page = await window.context().newPage();
  try {
    const draw = `(async () => {
      const image = new Image();
      image.src = 'data:image/png;base64,${picture}';
      await image.decode();
      const height = Math.round((image.height * ${WIDTH}) / image.width);
      const canvas = new OffscreenCanvas(${WIDTH}, height + ${STRIP});
      const context = canvas.getContext('2d');
      context.imageSmoothingQuality = 'high';
      context.drawImage(image, 0, 0, ${WIDTH}, height);
      context.fillStyle = '#1f2937';
      context.fillRect(0, height, ${WIDTH}, ${STRIP});
      context.fillStyle = '#ffffff';
      context.font = '16px sans-serif';
      context.textBaseline = 'middle';
      context.fillText(${JSON.stringify(words)}, 16, height + ${STRIP / 2});
      const { data } = context.getImageData(0, 0, ${WIDTH}, height + ${STRIP});
      let text = '';
      for (let at = 0; at < data.length; at += 32768) text += String.fromCharCode(...data.subarray(at, at + 32768));
      return { pixels: btoa(text), height: height + ${STRIP} };
    })()`;
    return await page.evaluate<{ pixels: string; height: number }>(draw);
  } finally {
    await page.close();
  }
}
