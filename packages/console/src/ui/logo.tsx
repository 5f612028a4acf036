/** Four who stand in line and form an M. */
export function Logo({ size = 28 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="#1b7a63" />
      <g fill="#fff">
        <circle cx="8" cy="8.5" r="2" />
        <rect x="6.25" y="12" width="3.5" height="13" rx="1.75" />
        <circle cx="24" cy="8.5" r="2" />
        <rect x="22.25" y="12" width="3.5" height="13" rx="1.75" />
      </g>
      <g fill="#b0ddd0">
        <circle cx="13.33" cy="12.5" r="2" />
        <rect x="11.58" y="16" width="3.5" height="9" rx="1.75" />
        <circle cx="18.67" cy="12.5" r="2" />
        <rect x="16.92" y="16" width="3.5" height="9" rx="1.75" />
      </g>
    </svg>
  );
}
