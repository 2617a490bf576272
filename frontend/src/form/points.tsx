import { CircleCheck, Minus, Plus } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../icons";
import type { Choice, Marks, Points } from "./form";
import { spent, withMark } from "./marks";
import { readNumber } from "./numeric";
import type { KindProps } from "./question";
import { useTyping } from "./typing";
import { useInstance } from "../moving/instance";

const STEP = 5;

/** Points shared out over items: what is left is always in sight, and more is never taken. */
export function PointsQuestion({ question, answer = {}, head, disabled, say, give }: KindProps<Points, Marks>) {
  const left = question.total - spent(answer);
  const [none, setNone] = useState(false);
  // Two waiting numbers may find room at once: the second must see what the first has taken.
  const latest = useRef(answer);
  latest.current = answer;
  const set = (id: string, n: number | undefined) => {
    setNone(false);
    const next = withMark(latest.current, id, n);
    if (next && spent(next) > question.total) return false;
    latest.current = next ?? {};
    give(next);
    return true;
  };
  return (
    <fieldset class="cx-form-points" disabled={disabled} data-open={left > 0 ? "" : undefined}>
      <legend><span class="cx-form-head">{head}</span></legend>
      <div class="cx-form-purse">
        <progress max={question.total} value={question.total - left} aria-hidden="true" />
        <p class={none ? "cx-form-left cx-form-left--none" : "cx-form-left"} role="status">
          {left === 0 && <Icon of={CircleCheck} />}
          {say(none ? "points.none" : left === 0 ? "points.done" : "points.left", { n: left, total: question.total })}
        </p>
      </div>
      <ul>
        {question.items.map((item) => (
          <Share
            key={item.id}
            item={item}
            points={answer[item.id]}
            left={left}
            total={question.total}
            disabled={disabled}
            say={say}
            onSet={(n) => set(item.id, n)}
            onNone={() => setNone(true)}
          />
        ))}
      </ul>
    </fieldset>
  );
}

interface ShareProps {
  item: Choice;
  points: number | undefined;
  left: number;
  total: number;
  disabled: boolean;
  say: KindProps<Points, Marks>["say"];
  /** Returns whether there was room. */
  onSet(points: number | undefined): boolean;
  onNone(): void;
}

/** One item. A typed number that is more than what is left waits, in plain sight, until there is room. */
function Share({ item, points, left, total, disabled, say, onSet, onNone }: ShareProps) {
  const id = useInstance("form");
  const field = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState<{ text: string; stands: number | undefined } | null>(null);
  const text = draft && draft.stands === points ? draft.text : points === undefined ? "" : String(points);
  const now = points ?? 0;
  const most = now + left;
  const { value, problem } = readNumber(text, { low: 0, high: total, step: 1 });
  const over = value !== undefined && value > most ? value - most : 0;

  const take = (typed: string) => {
    const read = readNumber(typed, { low: 0, high: total, step: 1 });
    const fits = !read.problem && (read.value ?? 0) <= most && (read.value === points || onSet(read.value));
    setDraft({ text: typed, stands: fits ? read.value : points });
  };
  const typing = useTyping(field, text, take);
  useEffect(() => {
    if (draft && value !== undefined && value !== points && !over) take(text);
  }, [left]);
  const step = (up: boolean) => {
    if (up && left === 0) return onNone();
    // Up and down to the next multiple of five; the last step takes what is left.
    const next = up ? Math.min(most, (Math.floor(now / STEP) + 1) * STEP) : Math.max(0, (Math.ceil(now / STEP) - 1) * STEP);
    setDraft(null);
    onSet(next);
  };
  return (
    <li class="cx-form-share">
      <label for={id}>{item.label}</label>
      <span class="cx-form-entry">
        <button type="button" class="cx-button cx-button--icon" aria-label={say("points.less", { item: item.label, n: STEP })} disabled={disabled || now === 0} onClick={() => step(false)}>
          <Icon of={Minus} />
        </button>
        <input
          id={id}
          ref={field}
          class="cx-input cx-form-digits"
          type="text"
          inputMode="numeric"
          autocomplete="off"
          placeholder="0"
          disabled={disabled}
          aria-invalid={problem || over ? true : undefined}
          aria-describedby={`${id}-say`}
          onFocus={() => field.current?.select()}
          onBlur={() => !problem && !over && setDraft(null)}
          {...typing}
        />
        <button type="button" class="cx-button cx-button--icon" aria-label={say("points.more", { item: item.label, n: STEP })} aria-disabled={left === 0} disabled={disabled} onClick={() => step(true)}>
          <Icon of={Plus} />
        </button>
      </span>
      <span class="cx-form-bar" style={{ width: `${(now / total) * 100}%` }} />
      <p id={`${id}-say`} class="cx-form-say cx-form-say--warn" role="status">
        {problem ? say("points.whole", { total }) : over > 0 && say("points.over", { n: value ?? 0, over })}
      </p>
    </li>
  );
}
