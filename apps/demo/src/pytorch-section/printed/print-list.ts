/** A list as Python prints it. */
export function printList<Element>(list: Iterable<Element>, printElement: (element: Element) => string): string {
  return `[${Array.from(list, printElement).join(", ")}]`;
}
