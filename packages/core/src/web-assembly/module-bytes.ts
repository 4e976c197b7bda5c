import { relaxedModule } from "./relaxed-module.ts";
import { sharedModule } from "./shared-module.ts";

/**
 * The bytes of a module.
 *
 * @param text in base64.
 * @param options.shared whether the memory that it imports is one that threads share.
 * @param options.relaxed whether products may be fused with their sums. @default false
 */
export function moduleBytes(
  text: string,
  { shared, relaxed = false }: { readonly shared: boolean; readonly relaxed?: boolean },
): Uint8Array {
  const strict = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const bytes = relaxed ? relaxedModule(strict) : strict;
  return shared ? sharedModule(bytes) : bytes;
}

declare function atob(text: string): string;
