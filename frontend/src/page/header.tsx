import { ChevronLeft, ChevronRight, CloudOff, Ellipsis, LayoutGrid, RefreshCw, Unlink, Wifi } from "lucide";
import { useEffect, useRef } from "preact/hooks";
import type { Connection } from "../class/connection";
import { Icon } from "../icons";
import { useWatch } from "../watch";
import { useWords } from "../words";
import { Countdown } from "./countdown";
import { kernelLine } from "./kernel_line";

const ICONS = { connecting: Wifi, open: Wifi, lost: CloudOff, gone: Unlink };
const HOME = "welcome";

/** What stands above every page of a class: where one is, the time, and who one is. */
export function Header({ connection }: { connection: Connection }) {
  const { page, link } = connection;
  const say = useWords("page");
  const more = useRef<HTMLDetailsElement>(null);
  useWatch(link);
  useWatch(kernelLine);
  useEffect(() => {
    const leave = new AbortController();
    const close = (event: Event) => {
      const menu = more.current;
      const inside = event.type === "pointerdown" && menu?.contains(event.target as Node);
      const other = event instanceof KeyboardEvent && event.key !== "Escape";
      if (!menu?.open || inside || other) return;
      if (menu.contains(document.activeElement)) menu.querySelector("summary")?.focus();
      menu.open = false;
    };
    document.addEventListener("pointerdown", close, { signal: leave.signal });
    document.addEventListener("keydown", close, { signal: leave.signal });
    return () => leave.abort();
  }, []);

  const modules = page.modules ?? [];
  const here = modules.findIndex((module) => module.id === page.module);
  const current = modules[here];
  const [before, after] = current ? [modules[here - 1], modules[here + 1]] : [];
  // The console is no module of the course: its own heading names it.
  const title = current?.title ?? document.querySelector("main h1")?.textContent ?? document.title;
  const { me } = link.state;
  const to = (module: string, query = "") => link.href(`m/${module}${query}`);
  const module = page.module ?? HOME;
  const lost = link.connection === "lost" || link.connection === "gone";
  return (
    <div class="cx-bar">
      <a class="cx-bar-link" href={to(HOME)} aria-label={say("course_map")}>
        <Icon of={LayoutGrid} />
      </a>
      <nav class="cx-bar-nav" aria-label={say("modules")}>
        {before ? (
          <a class="cx-bar-link" href={to(before.id)} aria-label={say("before", { title: before.title })}>
            <Icon of={ChevronLeft} />
          </a>
        ) : null}
        <span class="cx-bar-title">{title}</span>
        {after ? (
          <a class="cx-bar-link" href={to(after.id)} aria-label={say("after", { title: after.title })}>
            <Icon of={ChevronRight} />
          </a>
        ) : null}
      </nav>
      <Countdown link={link} />
      <span class={`cx-bar-net ${lost ? "cx-bar-net--lost" : ""}`} role="status">
        <Icon of={ICONS[link.connection]} size={18} name={lost ? undefined : say(`connection.${link.connection}`)} />
        {lost ? <span>{say(`connection.${link.connection}`)}</span> : null}
      </span>
      <span class={`cx-bar-net ${kernelLine.lost && !lost ? "cx-bar-net--kernel" : ""}`} role="status">
        {kernelLine.lost && !lost ? (
          <>
            <Icon of={RefreshCw} size={18} />
            <span>{say("kernel_lost")}</span>
          </>
        ) : null}
      </span>
      <details class="cx-bar-more" ref={more}>
        <summary class="cx-bar-link">
          <span class="cx-bar-me">
            {me.nickname}
            {me.team ? ` · ${me.team}` : ""}
          </span>
          <Icon of={Ellipsis} name={say("more")} />
        </summary>
        <div class="cx-bar-menu">
          <p class="cx-bar-who">
            {me.nickname}
            {me.team ? ` · ${me.team}` : ""}
          </p>
          <a href={to(module, `?lang=${page.lang === "zh" ? "en" : "zh"}`)} lang={page.lang === "zh" ? "en" : "zh-CN"}>
            {say("other_language")}
          </a>
          {page.page ? (
            <a href={to(module, `?page=${page.page === "live" ? "light" : "live"}`)}>
              {say(page.page === "live" ? "to_light" : "to_live")}
            </a>
          ) : null}
          <a href={to(HOME)}>{say("course_map")}</a>
        </div>
      </details>
    </div>
  );
}
