/** Puts text on the clipboard. @returns whether it could: pages that are not secure have no clipboard, and some users forbid it */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
