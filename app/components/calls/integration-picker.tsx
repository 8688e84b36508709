import type { Integration } from '@/lib/paragon/accounts'

type IntegrationPickerProps = { integrations: Integration[]; chosen: string; onChoose: (type: string) => void }

export function IntegrationPicker({ integrations, chosen, onChoose }: IntegrationPickerProps) {
  return (
    <fieldset>
      <legend className="mb-2 font-medium text-sm">Integration</legend>
      <div className="flex flex-wrap gap-2">
        {integrations.map(({ type, name, icon, accounts }) => (
          <label
            key={type}
            className="relative flex items-center gap-2.5 rounded-lg border border-line bg-card py-2 pr-3.5 pl-2.5 text-sm outline-accent hover:border-line-strong has-checked:border-accent has-checked:ring-1 has-checked:ring-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2"
          >
            <input
              type="radio"
              name="integration"
              value={type}
              checked={type === chosen}
              onChange={() => onChoose(type)}
              className="absolute inset-0 cursor-pointer appearance-none rounded-lg outline-none"
            />
            {/* biome-ignore lint/performance/noImgElement: an SVG from Paragon's CDN, whose address is known at run time only. */}
            <img src={icon} alt="" className="size-7 rounded-md border border-line bg-white p-1" />
            <span className="font-medium">{name}</span>
            {accounts.length === 0 && <span className="text-soft">not connected</span>}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
