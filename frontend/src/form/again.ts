/**
 * Handlers that let a radio button be taken back: pressed again, or Delete on it.
 *
 * Radio buttons cannot be cleared by themselves, yet an answer given by mistake must be
 * withdrawable. The second press of a double press is not meant that way and does nothing.
 */
export function again(picked: boolean, takeBack: () => void) {
  return {
    onClick: (event: MouseEvent) => {
      if (picked && event.detail < 2) takeBack();
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (picked && (event.key === "Delete" || event.key === "Backspace")) takeBack();
    },
  };
}
