// All styles of the components, put into the page once, whoever asks first.
import board from "./board/board.css";
import form from "./form/form.css";
import map from "./map/map.css";
import sheet from "./sheet/sheet.css";
import chrome from "./styles/chrome.css";
import desk from "./styles/console.css";
import controls from "./styles/controls.css";
import panel from "./styles/panel.css";
import shell from "./styles/shell.css";
import theme from "./styles/theme.css";

const sheets = [theme, controls, shell, panel, chrome, desk, form, board, map, sheet];

export function addStyles(page: Document = document): void {
  if (page.querySelector("style[data-cx]")) return;
  const style = page.createElement("style");
  style.dataset["cx"] = "";
  style.textContent = sheets.join("\n");
  page.head.append(style);
}
