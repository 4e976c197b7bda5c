/** What is used here of the global that browsers and Node have; their types are not those of a library for both. */
interface WebAssemblyGlobal {
  readonly Memory: new (limits: {
    readonly initial: number;
    readonly maximum?: number;
    readonly shared?: boolean;
  }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array) => WasmModule;
  readonly Instance: new (
    module: WasmModule,
    imports: object,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
}

/** A compiled module: it can be sent to other threads. */
export type WasmModule = object;

/** Linear memory, which grows by pages of 64 kB; growing detaches its buffer unless threads share it. */
export interface WasmMemory {
  readonly buffer: ArrayBufferLike;
  grow(pages: number): number;
}

/** The global, where there is one. */
export const webAssembly: WebAssemblyGlobal | undefined = (
  globalThis as unknown as { readonly WebAssembly?: WebAssemblyGlobal }
).WebAssembly;

/** Bytes of a page. */
export const PAGE = 65_536;
