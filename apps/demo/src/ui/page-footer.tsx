import { OfflineStatus } from "../offline/offline-status.tsx";
import { versions } from "./versions.ts";

/** Where the data come from, what becomes of the reader's, and what computes. */
export function PageFooter() {
  return (
    <footer class="shell-foot">
      <div class="shell-width">
        <p>
          Everything is computed on this machine. Nothing that you enter, drop or train leaves it, and the page asks no
          other server for anything.
        </p>
        <p>
          Images: MNIST by Yann LeCun, Corinna Cortes and Christopher J.C. Burges (
          <a href="https://creativecommons.org/licenses/by-sa/3.0/">CC BY-SA 3.0</a>); Fashion-MNIST by Zalando SE (
          <a href="https://github.com/zalandoresearch/fashion-mnist/blob/master/LICENSE">MIT licence</a>), a subset.
        </p>
        <OfflineStatus />
        <ul class="chips" aria-label="Versions">
          {versions.map(({ name, version }) => (
            <li key={name} class="chip">
              {name} {version}
            </li>
          ))}
        </ul>
      </div>
    </footer>
  );
}
