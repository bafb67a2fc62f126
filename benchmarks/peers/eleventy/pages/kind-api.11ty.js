import { forKinds, record } from "../parts.js"

export const { data, render } = forKinds(
  (kind) => `api/v1/${kind.name}.json`,
  (kind) => JSON.stringify(kind.all.map(record)),
)
