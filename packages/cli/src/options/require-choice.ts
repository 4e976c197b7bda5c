import { InvalidOptionError } from "@lockstep/core";

/**
 * Returns `text` if it is one of `choices`.
 *
 * @param remedy what else would do.
 * @throws {InvalidOptionError} listing the choices.
 */
export function requireChoice<Choice extends string>(
  option: string,
  text: string,
  choices: readonly Choice[],
  remedy?: string,
): Choice {
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  throw new InvalidOptionError({
    subject: option,
    rule: `must be one of ${choices.join(", ")}`,
    received: text,
    ...(remedy === undefined ? {} : { remedy }),
  });
}
