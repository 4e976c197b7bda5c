import type { PreparedWorkload } from "../workload.ts";
import { ContestantMismatchError } from "./contestant-mismatch-error.ts";

/** How a contestant draws: what is timed, and what only the check before it needs. */
export interface Drawing<Drawn> {
  /** Draws everything once more. */
  draw(): Drawn | Promise<Drawn>;
  /** The numbers of a draw. */
  read(drawn: Drawn): ArrayLike<number> | Promise<ArrayLike<number>>;
  /** Frees a draw. @default nothing: the garbage collector does */
  release?(drawn: Drawn): void;
}

/**
 * A contestant that draws as a workload, once two draws are known to be right and not the same; the unit is the element.
 *
 * @param isKept whether the element at an index of what was read was kept, or undefined where it is neither kept nor dropped.
 */
export async function drawingWorkload<Drawn>(
  contestant: string,
  elements: number,
  drawing: Drawing<Drawn>,
  isKept: (value: number, index: number) => boolean | undefined,
): Promise<PreparedWorkload> {
  const keptOnce = async (): Promise<Uint8Array> => {
    const drawn = await drawing.draw();
    const kept = keptElements(contestant, elements, await drawing.read(drawn), isKept);
    drawing.release?.(drawn);
    return kept;
  };
  const [first, second] = [await keptOnce(), await keptOnce()];
  if (first.every((kept, index) => kept === second[index])) {
    throw new ContestantMismatchError(contestant, "must draw anew each time", "the same draw twice");
  }
  return {
    units: elements,
    async run() {
      const drawn = await drawing.draw();
      drawing.release?.(drawn);
    },
  };
}

function keptElements(
  contestant: string,
  elements: number,
  values: ArrayLike<number>,
  isKept: (value: number, index: number) => boolean | undefined,
): Uint8Array {
  if (values.length !== elements) {
    throw new ContestantMismatchError(contestant, `must draw ${elements} elements`, values.length);
  }
  const kept = new Uint8Array(elements);
  let count = 0;
  for (let index = 0; index < elements; index++) {
    const is = isKept(values[index]!, index);
    if (is === undefined) {
      throw new ContestantMismatchError(contestant, "must keep or drop every element", values[index]);
    }
    kept[index] = is ? 1 : 0;
    count += kept[index]!;
  }
  // Six standard deviations of a fair coin.
  if (Math.abs(count - elements / 2) > 3 * Math.sqrt(elements)) {
    throw new ContestantMismatchError(contestant, `must keep about half of ${elements} elements`, count);
  }
  return kept;
}
