import { DataError } from "@lockstep/core";

/** An image file with the name of its class. */
interface ClassedFile<Item> {
  readonly item: Item;
  /** Index among {@link ClassFolders.classes}. */
  readonly label: number;
}

/** A folder of images, one subfolder a class. */
export interface ClassFolders<Item> {
  /** Name of the folder that holds the classes. */
  readonly name: string;
  /** Names of the subfolders, sorted: as numbers if all are, else as PyTorch's `ImageFolder` sorts them. */
  readonly classes: readonly string[];
  readonly files: readonly ClassedFile<Item>[];
  /** Files that are no images, by their paths: they are left out. */
  readonly others: readonly string[];
}

const IMAGE = /\.(avif|bmp|gif|ico|jpe?g|png|webp)$/iu;

/**
 * Finds the classes of a folder's files: each image's class is the folder that it lies in.
 *
 * @throws {DataError} if there is no image, or fewer than two folders with images.
 */
export function classFolders<Item>(
  files: readonly { readonly path: string; readonly item: Item }[],
): ClassFolders<Item> {
  const visible = files.filter(
    ({ path }) => !path.split("/").some((part) => part.startsWith(".") || part === "__MACOSX"),
  );
  const images = visible.filter(({ path }) => IMAGE.test(path));
  const name = visible[0]?.path.split("/")[0] ?? "the folder";
  if (images.length === 0) {
    throw new DataError({
      subject: name,
      rule: "must hold images: PNG, JPEG, WebP, GIF, BMP or AVIF files",
      received: `${files.length} other files`,
      remedy: "Drop a folder with a subfolder for each class.",
    });
  }
  const classes = sortedClasses(images.map(({ path }) => classOf(path)));
  if (classes.length < 2) {
    throw new DataError({
      subject: name,
      rule: "must have a subfolder of images for each class, at least two",
      received: classes,
      remedy: "Drop the folder that holds the classes' folders: its subfolders' names are the classes.",
    });
  }
  return {
    name,
    classes,
    files: images.map(({ path, item }) => ({ item, label: classes.indexOf(classOf(path)) })),
    others: visible.filter(({ path }) => !IMAGE.test(path)).map(({ path }) => path),
  };
}

function classOf(path: string): string {
  return path.split("/").at(-2) ?? "";
}

function sortedClasses(names: readonly string[]): readonly string[] {
  const distinct = [...new Set(names)];
  const numeric = distinct.every((name) => /^\d+$/u.test(name));
  return distinct.toSorted((a, b) => (numeric ? Number(a) - Number(b) : a < b ? -1 : 1));
}
