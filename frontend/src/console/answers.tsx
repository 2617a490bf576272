import type { ClassLink } from "../class/link";
import { useRead } from "../use_read";
import { useWords } from "../words";

interface GivenAnswer {
  name: string | null;
  team: string;
  round: number;
  at: number;
  value: Record<string, unknown>;
  summary: string;
}

interface AnswersProps {
  link: ClassLink;
  exercise: string;
  round: number;
  version: number;
}

/** Everybody's answer of this round as one line each; names only while names are shown. */
export function Answers({ link, exercise, round, version }: AnswersProps) {
  const say = useWords("console");
  const names = link.state.class.names;
  const { data, error, again } = useRead<GivenAnswer[]>(
    link,
    `answers/${exercise}`,
    `${version} ${names}`,
  );
  if (!data) {
    return error ? (
      <div class="cx-row">
        <p class="cx-error">{say("failed", { message: error })}</p>
        <button type="button" class="cx-button" onClick={again}>
          {say("retry")}
        </button>
      </div>
    ) : (
      <p class="cx-hint">{say("loading")}</p>
    );
  }
  const current = data.filter((answer) => answer.round === round).sort((a, b) => b.at - a.at);
  if (current.length === 0) return <p class="cx-hint">{say("exercise.no_answers")}</p>;
  return (
    <ul class="cx-answers" aria-label={say("exercise.answers")}>
      {current.map((answer, i) => (
        <li key={i}>
          <span class="cx-answer-who">
            {answer.name ?? say("exercise.somebody")}
            {answer.team ? ` · ${answer.team}` : ""}
          </span>
          <span>{answer.summary}</span>
        </li>
      ))}
    </ul>
  );
}
