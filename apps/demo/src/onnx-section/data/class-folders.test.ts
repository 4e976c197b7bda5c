import { describe, expect, it } from "vitest";
import { classFolders } from "./class-folders.ts";

const found = (...paths: readonly string[]): ReturnType<typeof classFolders<string>> =>
  classFolders(paths.map((path) => ({ path, item: path })));

describe("classFolders", () => {
  it("takes the folder of an image for its class, names sorted", () => {
    const { name, classes, files, others } = found(
      "pets/dog/1.PNG",
      "pets/cat/a.jpeg",
      "pets/dog/2.webp",
      "pets/notes.txt",
    );
    expect({ name, classes, others }).toEqual({ name: "pets", classes: ["cat", "dog"], others: ["pets/notes.txt"] });
    expect(files).toEqual([
      { item: "pets/dog/1.PNG", label: 1 },
      { item: "pets/cat/a.jpeg", label: 0 },
      { item: "pets/dog/2.webp", label: 1 },
    ]);
  });

  it("sorts numbers as numbers, and leaves out what systems hide", () => {
    expect(found("d/10/a.png", "d/9/a.png", "d/2/a.png").classes).toEqual(["2", "9", "10"]);
    expect(found("d/a/1.png", "d/b/1.png", "d/.git/x.png", "d/__MACOSX/a/1.png", "d/a/.DS_Store").classes).toEqual([
      "a",
      "b",
    ]);
  });

  it.each([
    ["d", ["d/a/1.png", "d/b/1.png"]],
    ["train", ["d/notes.txt", "d/train/a/1.png", "d/train/b/1.png"]],
    ["d", ["d/train/a/1.png", "d/test/b/1.png"]],
    ["what was dropped", ["cats/1.png", "dogs/1.png"]],
  ])("names the folder that all classes lie in: %s", (name, paths) => {
    expect(found(...paths).name).toBe(name);
  });

  it.each([
    ["no image", ["d/a/x.txt"], /must hold images/],
    ["one class", ["d/a/1.png", "d/a/2.png"], /^d must have a subfolder of images for each class.* only a\./],
    ["images in no subfolder", ["d/1.png", "d/2.png"], /^d must have a subfolder .* none\./],
  ])("refuses %s", (_, paths, message) => {
    expect(() => found(...paths)).toThrow(message);
  });
});
