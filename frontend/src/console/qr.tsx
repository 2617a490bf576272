interface QrProps {
  /** An SVG drawing as text. Shown as an image, so that nothing in it can run. */
  svg: string;
  alt: string;
}

export function Qr({ svg, alt }: QrProps) {
  return <img class="cx-qr" src={`data:image/svg+xml,${encodeURIComponent(svg)}`} alt={alt} />;
}
