import { render } from "preact";
import { App } from "./ui/app.tsx";
import "./style/style.css";

render(<App />, document.querySelector("#app")!);
