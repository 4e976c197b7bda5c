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
  const name = nameOfAll((images.length === 0 ? visible : images).map(({ path }) => path));
  if (images.length === 0) {
    throw new DataError({
      subject: name,
      rule: "must hold images: PNG, JPEG, WebP, GIF, BMP or AVIF files",
      received: files.length === 1 ? "1 other file" : `${files.length} other files`,
      remedy: "Drop a folder with a subfolder for each class.",
    });
  }
  const classes = sortedClasses(images.map(({ path }) => classOf(path)));
  if (classes.length < 2) {
    const found = classes[0] === name || classes[0] === "" ? "none" : `only ${classes[0]}`;
    throw new DataError({
      subject: name,
      rule: `must have a subfolder of images for each class, at least two, and has ${found}`,
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

/** What to call the folder that the classes' folders lie in, also where only those were dropped. */
function nameOfAll(paths: readonly string[]): string {
  const parents = paths.map((path) => path.split("/").slice(0, -2));
  const [first = []] = parents;
  const common = first.filter((_, depth) => parents.every((parts) => isPrefix(first.slice(0, depth + 1), parts)));
  const name = common.at(-1);
  if (name !== undefined) return name;
  const tops = new Set(paths.map((path) => (path.includes("/") ? path.split("/")[0]! : "")));
  const [top = ""] = tops;
  return tops.size === 1 && top !== "" ? top : "what was dropped";
}

function isPrefix(prefix: readonly string[], parts: readonly string[]): boolean {
  return prefix.every((part, depth) => parts[depth] === part);
}

function classOf(path: string): string {
  return path.split("/").at(-2) ?? "";
}

function sortedClasses(names: readonly string[]): readonly string[] {
  const distinct = [...new Set(names)];
  const numeric = distinct.every((name) => /^\d+$/u.test(name));
  return distinct.toSorted((a, b) => (numeric ? Number(a) - Number(b) : a < b ? -1 : 1));
}
