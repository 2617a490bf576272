import { Timer } from "lucide";
import { useEffect, useReducer } from "preact/hooks";
import type { ClassLink } from "../class/link";
import { Icon } from "../icons";
import { useWords } from "../words";

/** Whole seconds left as minutes and seconds: 4:05. */
export function clock(seconds: number): string {
  const left = Math.max(0, seconds);
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
}

/** The timer everybody sees, by the server's clock. Nothing while none runs. */
export function Countdown({ link }: { link: ClassLink }) {
  const say = useWords("page");
  const [, tick] = useReducer((count: number) => count + 1, 0);
  const { timer } = link.state;
  const ends = timer?.ends ?? 0;
  const left = Math.ceil((ends - link.now()) / 1000);
  const running = timer !== null && left > 0;
  useEffect(() => {
    if (!running) return undefined;
    const beat = setInterval(() => tick(undefined), 250);
    return () => clearInterval(beat);
  }, [running, ends]);
  if (!timer) return null;
  return (
    <p class={`cx-countdown ${left <= 10 ? "cx-countdown--last" : ""}`}>
      <Icon of={Timer} />
      {timer.label ? <span class="cx-countdown-label">{timer.label}</span> : null}
      <span class="cx-countdown-clock" role="timer">
        {clock(left)}
      </span>
      <span class="cx-hidden" role="status">
        {running ? "" : say("time_over")}
      </span>
    </p>
  );
}
