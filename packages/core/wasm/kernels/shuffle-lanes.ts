import { get } from "../kernel.ts";

/** Lanes of two locals: 0 to 3 are those of the left vector, 4 to 7 those of the right one. */
export function shuffleLanes(left: string, right: string, lanes: readonly number[]): string {
  const bytes = lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte));
  return `(i8x16.shuffle ${bytes.join(" ")} ${get(left)} ${get(right)})`;
}
