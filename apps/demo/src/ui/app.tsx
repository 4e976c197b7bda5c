import { SECTIONS } from "../sections/sections.ts";

/** Placeholder of the shell, replaced by its author. */
export function App() {
  return (
    <nav>
      {SECTIONS.map(({ id, label }) => (
        <a key={id} href={`#${id}`}>
          {label}
        </a>
      ))}
    </nav>
  );
}
