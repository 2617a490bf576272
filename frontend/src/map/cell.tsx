import { Plus } from "lucide";
import { Icon } from "../icons";
import { type Drop, DropList } from "../moving/drop_list";
import { MapCard } from "./card";
import { type Step, cardsIn } from "./data";
import type { Lane } from "./map";
import type { Scene } from "./scene";

/** One lane of one step: its cards, a place to drop others, a button to add one. */
export function Cell({ step, lane, scene }: { step: Step; lane: Lane; scene: Scene }) {
  const { map, say, does, editable, instance } = scene;
  const name = say("cell", { lane: say(`lane.${lane}`), step: step.name });
  const cards = cardsIn(map, step.id, lane);
  const drop = ({ card, place, index }: Drop) => {
    const [toStep, toLane] = place.split("/");
    if (toStep && toLane) does.dropCard(card, toStep, toLane as Lane, index);
  };
  return (
    <div class="cx-map-cell" role="group" aria-label={name}>
      <DropList class="cx-map-cards" place={`${step.id}/${lane}`} group={`${instance}-cards`} active={editable} label={name} onDrop={drop}>
        {cards.map((card) => (
          <MapCard key={card.id} card={card} scene={scene} />
        ))}
      </DropList>
      {editable && (
        <button
          type="button"
          class="cx-map-add cx-noprint"
          aria-label={say("card_add", { lane: say(`lane.${lane}`), step: step.name })}
          onClick={() => does.addCard(step.id, lane)}
        >
          <Icon of={Plus} size={18} />
          <span aria-hidden="true">{say("card_new")}</span>
        </button>
      )}
    </div>
  );
}
