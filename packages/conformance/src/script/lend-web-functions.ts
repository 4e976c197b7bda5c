import { collectBeforeWaiting } from "./collect-before-waiting.ts";

/** GLib's digests, which go over bytes. */
interface Checksum {
  update(bytes: Uint8Array): void;
  get_string(): string;
}

/** What `gjs` has of the system, as far as it is used here. */
interface GjsGlobals {
  readonly imports: {
    readonly system: { readonly gc: () => void };
    readonly gi: {
      readonly GLib: {
        readonly Checksum: new (type: number) => Checksum;
        readonly ChecksumType: { readonly SHA256: number };
        /** In microseconds, from any fixed moment. */
        get_monotonic_time(): number;
      };
    };
  };
}

/**
 * Lends the web's functions that `gjs` lacks and only the system can give: `crypto.subtle.digest` for SHA-256, and
 * `performance.now`. What is there already stays, but for timers, which are made dependable.
 */
export function lendWebFunctions(): void {
  const { gi, system } = (globalThis as unknown as GjsGlobals).imports;
  const { GLib } = gi;

  async function digest(algorithm: string, data: Uint8Array): Promise<ArrayBufferLike> {
    if (algorithm !== "SHA-256") throw new TypeError(`digest: ${algorithm} is not lent, only SHA-256`);
    const checksum = new GLib.Checksum(GLib.ChecksumType.SHA256);
    checksum.update(data);
    const pairs = checksum.get_string().match(/../g)!;
    return Uint8Array.from(pairs, (pair) => parseInt(pair, 16)).buffer;
  }

  lend("crypto", { subtle: { digest } });
  const now = (): number => GLib.get_monotonic_time() / 1000;
  lend("performance", { now });
  collectBeforeWaiting(globalThis, { now, collect: system.gc });
}

/** As the web defines its own: not listed, and for others to replace. */
function lend(name: string, value: object): void {
  if (name in globalThis) return;
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}
