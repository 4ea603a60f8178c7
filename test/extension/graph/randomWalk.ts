// A person who tries everything: random actions on the page, the same ones for the same seed.
import { ACTIONS } from '../../../extension/graph/page/actions.ts';
import type { GraphWindow } from './graphWindow.ts';

/** Keys, each as often as it is worth: an export takes long and changes nothing. */
const KEYS = ACTIONS.filter(({ place }) => place !== 'formats').flatMap(({ keys }) => keys);

/** Does so many things, and waits after each until the page has caught up. */
export async function walkAtRandom(window: GraphWindow, actions: number, seed: number): Promise<void> {
  const { page } = window;
  const random = createRandom(seed);
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)]!;
  for (let action = 0; action < actions; action += 1) {
    const chance = random();
    if (chance < 0.6) await page.keyboard.press(pick(KEYS).replace(/^ $/, 'Space'));
    else if (chance < 0.75) await clickNode(window, random());
    else if (chance < 0.8) await drag(window, random);
    else if (chance < 0.85) await window.tell({ type: 'changed' });
    else if (chance < 0.9)
      await window.tell({
        type: 'show',
        root: pick(['main.log', 'main.start', 'folder\tshop', 'nobody']),
        isFollowing: false,
      });
    else if (chance < 0.95) await page.mouse.wheel(0, pick([-200, 200]));
    else {
      await page.keyboard.press('/');
      await page.keyboard.type(pick(['do_1', 'log', 'zzz', '']));
      await page.keyboard.press(pick(['Enter', 'Escape', 'ArrowDown']));
      await page.keyboard.press('Escape');
    }
    await page.evaluate("document.querySelector('dialog').close()");
    await window.settle();
  }
}

/** Presses the mouse on some node that is on the screen, where there is one. */
async function clickNode({ page }: GraphWindow, chance: number): Promise<void> {
  const spot = await page.evaluate<readonly [number, number] | undefined>(`(() => {
    const shown = [...document.querySelectorAll('.node')]
      .map((node) => node.getBoundingClientRect())
      .filter(({ x, y, right, bottom }) => x > 0 && y > 80 && right < innerWidth && bottom < innerHeight - 80);
    const box = shown[Math.floor(${chance} * shown.length)];
    return box && [box.x + box.width / 2, box.y + box.height / 2];
  })()`);
  if (spot) await page.mouse.click(...spot, { clickCount: chance < 0.3 ? 2 : 1 });
}

async function drag({ page }: GraphWindow, random: () => number): Promise<void> {
  const { width, height } = page.viewportSize()!;
  const spot = () => [random() * width, 100 + random() * (height - 200)] as const;
  await page.mouse.move(...spot());
  await page.mouse.down();
  await page.mouse.move(...spot(), { steps: 3 });
  await page.mouse.up();
}

function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
