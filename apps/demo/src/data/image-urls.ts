import type { ImageFile } from "lockstep/experiment";
import mnistTestImages from "virtual:mnist/t10k-images-idx3-ubyte.gz?url";
import mnistTestLabels from "virtual:mnist/t10k-labels-idx1-ubyte.gz?url";
import mnistImages from "virtual:mnist/train-images-idx3-ubyte.gz?url";
import mnistLabels from "virtual:mnist/train-labels-idx1-ubyte.gz?url";
import fashionTestImages from "../../data/fashion-mnist/t10k-images-idx3-ubyte.gz?url";
import fashionTestLabels from "../../data/fashion-mnist/t10k-labels-idx1-ubyte.gz?url";
import fashionImages from "../../data/fashion-mnist/train-images-idx3-ubyte.gz?url";
import fashionLabels from "../../data/fashion-mnist/train-labels-idx1-ubyte.gz?url";
import type { ImageDataName } from "./data-facts.ts";

/** Addresses of the image sets' files among the page's own: hashed, so that they are loaded once and kept. */
export const IMAGE_URLS: Readonly<Record<ImageDataName, Readonly<Record<ImageFile, string>>>> = {
  mnist: {
    "train-images-idx3-ubyte": mnistImages,
    "train-labels-idx1-ubyte": mnistLabels,
    "t10k-images-idx3-ubyte": mnistTestImages,
    "t10k-labels-idx1-ubyte": mnistTestLabels,
  },
  "fashion-mnist": {
    "train-images-idx3-ubyte": fashionImages,
    "train-labels-idx1-ubyte": fashionLabels,
    "t10k-images-idx3-ubyte": fashionTestImages,
    "t10k-labels-idx1-ubyte": fashionTestLabels,
  },
};
