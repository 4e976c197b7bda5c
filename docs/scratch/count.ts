import { Converter } from "typedoc";
