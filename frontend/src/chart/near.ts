// A picture is drawn when somebody is about to look at it: Vega is as large as all the rest.

const AHEAD = "100% 0px"; // one screen below and above what is seen

/** Resolve when an element comes near what is seen, or the page is printed. */
export function near(element: Element, signal: AbortSignal): Promise<void> {
  if (!("IntersectionObserver" in window)) return Promise.resolve();
  return new Promise((resolve) => {
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && done(),
      { rootMargin: AHEAD },
    );
    const leave = () => {
      observer.disconnect();
      window.removeEventListener("beforeprint", done);
      signal.removeEventListener("abort", leave);
    };
    const done = () => {
      leave();
      resolve();
    };
    observer.observe(element);
    window.addEventListener("beforeprint", done);
    signal.addEventListener("abort", leave);
  });
}
