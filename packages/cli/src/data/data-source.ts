/** Where rows come from; plain data, so that a training process can read them itself. */
export type DataSource =
  | { readonly kind: "idx"; readonly name: ImageSetName; readonly folder: string }
  | { readonly kind: "csv"; readonly path: string };

/** The image sets that are known by name: 28 x 28 grey pixels in ten classes, 60,000 + 10,000 images. */
export const IMAGE_SET_NAMES = ["mnist", "fashion-mnist"] as const;

export type ImageSetName = (typeof IMAGE_SET_NAMES)[number];
