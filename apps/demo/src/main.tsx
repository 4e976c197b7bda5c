import { render } from "preact";
import { keepOfflineCopyWhenIdle } from "./offline/offline-copy.ts";
import { App } from "./ui/app.tsx";
import "./style/style.css";

render(<App />, document.querySelector("#app")!);
keepOfflineCopyWhenIdle();
