/**
 * The part of ONNX Runtime's JavaScript API that the engine calls. `onnxruntime-web`, `onnxruntime-web/wasm`,
 * `onnxruntime-web/webgpu` and `onnxruntime-node` fit; the namespace is an argument, so that the caller's bundle holds
 * one runtime, configured by the caller.
 */
export interface OrtNamespace {
  readonly InferenceSession: {
    create(model: Uint8Array, options?: { readonly executionProviders?: readonly string[] }): Promise<OrtSession>;
  };
  readonly Tensor: {
    new (type: "float32", data: Float32Array, dims: readonly number[]): OrtTensor;
    new (type: "int32", data: Int32Array, dims: readonly number[]): OrtTensor;
    new (type: "bool", data: Uint8Array, dims: readonly number[]): OrtTensor;
  };
}

/** A session of the runtime, as far as the engine uses it. */
export interface OrtSession {
  run(feeds: Readonly<Record<string, OrtTensor>>): Promise<Readonly<Record<string, OrtTensor>>>;
  release(): Promise<void>;
}

/** A tensor of the runtime, as far as the engine uses it. */
export interface OrtTensor {
  readonly dims: readonly number[];
  readonly data: ArrayLike<unknown>;
  dispose(): void;
}
