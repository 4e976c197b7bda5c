/** Files beside the model that hold tensors' data: by location, or a function that gives the bytes of a location. */
export type ExternalData = Readonly<Record<string, Uint8Array>> | ((location: string) => Uint8Array);
