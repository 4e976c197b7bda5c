import fashionLicence from "../../data/fashion-mnist/LICENSE.txt?url";
import type { DataName } from "../experiment/experiment-settings.ts";

/** Data whose rows are grey images in files of the page. */
export type ImageDataName = Extract<DataName, "mnist" | "fashion-mnist">;

/** Whose work the rows are, and on which terms the page passes them on. */
export interface Attribution {
  /** Who made them, and when. */
  readonly authors: string;
  readonly source: { readonly text: string; readonly href: string };
  readonly licence: { readonly text: string; readonly href: string };
}

/** What the page says about data before any are loaded. */
export interface DataFacts {
  readonly label: string;
  /** One sentence: what a row is, and how many there are. */
  readonly sentence: string;
  /** Null for rows that the page draws itself, and for the user's own. */
  readonly attribution: Attribution | null;
  /** Rows that there are to train and validate on, together; null if the file decides. */
  readonly mostRows: number | null;
  /** Rows to test on, whatever the other sizes; null if the file decides. */
  readonly testRows: number | null;
  /** Numbers in a row; null if the file decides. */
  readonly features: number | null;
  /** What the classes are called, by index; null if the file decides. */
  readonly classNames: readonly string[] | null;
  /** Height and width of a row that is a grey image; null for others. */
  readonly imageShape: readonly [height: number, width: number] | null;
}

/** Of all data that the page can train on. */
export const DATA_FACTS: Readonly<Record<DataName, DataFacts>> = {
  mnist: {
    label: "MNIST digits",
    sentence: "Handwritten digits, 28 x 28 grey pixels: the first 10,000 training images and 2,000 test images.",
    attribution: {
      authors: "Yann LeCun, Corinna Cortes, Christopher J. C. Burges, 1998",
      source: { text: "The MNIST database of handwritten digits", href: "http://yann.lecun.com/exdb/mnist/" },
      licence: { text: "CC BY-SA 3.0", href: "https://creativecommons.org/licenses/by-sa/3.0/" },
    },
    mostRows: 10_000,
    testRows: 2000,
    features: 784,
    classNames: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
    imageShape: [28, 28],
  },
  "fashion-mnist": {
    label: "Fashion-MNIST",
    sentence: "Pictures of clothes, 28 x 28 grey pixels: the first 5,000 training images and 1,000 test images.",
    attribution: {
      authors: "Han Xiao, Kashif Rasul, Roland Vollgraf; copyright 2017 Zalando SE",
      source: { text: "Fashion-MNIST", href: "https://github.com/zalandoresearch/fashion-mnist" },
      licence: { text: "MIT licence", href: fashionLicence },
    },
    mostRows: 5000,
    testRows: 1000,
    features: 784,
    classNames: [
      "T-shirt/top",
      "Trouser",
      "Pullover",
      "Dress",
      "Coat",
      "Sandal",
      "Shirt",
      "Sneaker",
      "Bag",
      "Ankle boot",
    ],
    imageShape: [28, 28],
  },
  "two-moons": {
    label: "Two moons",
    sentence: "Points of the plane on two half circles that reach into each other, drawn from the seed.",
    attribution: null,
    mostRows: 4000,
    testRows: 1000,
    features: 2,
    classNames: ["upper moon", "lower moon"],
    imageShape: null,
  },
  csv: {
    label: "Your own table (CSV)",
    sentence: "Numbers in every column but one, which holds the class; the file stays on your machine.",
    attribution: null,
    mostRows: null,
    testRows: null,
    features: null,
    classNames: null,
    imageShape: null,
  },
};
