/**
 * The part of ONNX Runtime's JavaScript API that the engine calls. `onnxruntime-web`, `onnxruntime-web/wasm`,
 * `onnxruntime-web/webgpu` and `onnxruntime-node` fit; the namespace is an argument, so that the caller's bundle holds
 * one runtime, configured by the caller.
 */
export interface OrtNamespace {
  readonly InferenceSession: {
    /** Opens a model. */
    create(model: Uint8Array, options?: OrtSessionOptions): Promise<OrtSession>;
  };
  readonly Tensor: {
    new (type: "float32", data: Float32Array, dims: readonly number[]): OrtTensor;
    new (type: "int32", data: Int32Array, dims: readonly number[]): OrtTensor;
    new (type: "uint32", data: Uint32Array, dims: readonly number[]): OrtTensor;
    new (type: "bool", data: Uint8Array, dims: readonly number[]): OrtTensor;
  };
  /** Where the runtime shows the GPU's device, once it has one. */
  readonly env?: { readonly webgpu?: { readonly device?: unknown } };
}

/** The options of a session that the engine uses. */
export interface OrtSessionOptions {
  /** Whose kernels compute, in order of preference. @default the runtime's own choice */
  readonly executionProviders?: readonly (string | { readonly name: "webgpu"; readonly preferredLayout: "NCHW" })[];
  /** Where outputs are left, by name; those that are not named come to the CPU. @default none */
  readonly preferredOutputLocation?: Readonly<Record<string, "gpu-buffer">>;
  /** Settings of the session by the runtime's own names. @default none */
  readonly extra?: Record<string, unknown>;
}

/** A session of the runtime, as far as the engine uses it. */
export interface OrtSession {
  /** Computes the outputs for inputs by name. */
  run(feeds: Readonly<Record<string, OrtTensor>>): Promise<Readonly<Record<string, OrtTensor>>>;
  /** Frees the session. */
  release(): Promise<void>;
}

/** A tensor of the runtime, as far as the engine uses it. */
export interface OrtTensor {
  readonly dims: readonly number[];
  /** Throws for a tensor on the GPU. */
  readonly data: ArrayLike<unknown>;
  /** The data, fetched if they are on the GPU. With `release` the tensor keeps no buffer there: it is one of the CPU's. */
  getData(release?: boolean): Promise<ArrayLike<unknown>>;
  /** Frees its data. */
  dispose(): void;
}
