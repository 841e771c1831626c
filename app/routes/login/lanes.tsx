const lanes = [-4, -3, -2, -1, 1, 2, 3, 4];
const stations = [-3, -2, -1, 0, 1, 2, 3];

/** The failover motif, drawn large and very quiet. */
export function Lanes() {
  return (
    <svg
      className="absolute inset-0 size-full"
      viewBox="0 0 1440 900"
      preserveAspectRatio="xMidYMid slice"
      fill="none"
      aria-hidden="true"
    >
      <g stroke="var(--border-strong)" strokeWidth="1">
        {lanes.map((lane) => {
          const y = 450 + lane * 92;
          return (
            <path
              key={lane}
              d={`M-20 450 H260 C 420 450 420 ${y} 580 ${y} H860 C 1020 ${y} 1020 450 1180 450 H1460`}
              opacity={0.75 - Math.abs(lane) * 0.12}
            />
          );
        })}
        <path d="M-20 450H1460" stroke="var(--brand-line)" strokeWidth="1.5" />
      </g>
      {stations.flatMap((station) =>
        [580, 860].map((x) => (
          <circle
            key={`${station} ${x}`}
            cx={x}
            cy={450 + station * 92}
            r={station ? 3 : 4.5}
            fill={station ? "var(--background)" : "var(--primary)"}
            stroke={station ? "var(--border-strong)" : "none"}
          />
        )),
      )}
    </svg>
  );
}
