import theme from "vitepress/theme-without-fonts";
import "./custom.css";

export default theme;
