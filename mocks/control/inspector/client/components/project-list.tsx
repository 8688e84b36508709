import type { ProjectSummary } from '../../../../client/control-client.ts'
import { moment } from '../format.ts'
import { ListState, MoreButton, ViewLink } from './parts.tsx'
import { useList } from './use-list.ts'

export function ProjectList({ onLeave }: { onLeave: () => void }) {
  const projects = useList<ProjectSummary>('/projects', 'projects')
  return (
    <>
      <header class="bar">
        <h1>Paragon Sandbox inspector</h1>
        <button type="button" class="button quiet push" onClick={onLeave}>
          Forget token
        </button>
      </header>
      <main class="page">
        <h2>Projects</h2>
        <ListState list={projects} empty="There is no project yet." />
        <ul class="cards">
          {projects.data?.map((project) => (
            <li key={project.projectId}>
              <ViewLink class="card link" to={{ project: project.projectId, view: 'journal', filters: {} }}>
                <strong>{project.projectId}</strong>
                <span class="muted">
                  {project.name}, made {moment(project.dateCreated)}
                </span>
              </ViewLink>
            </li>
          ))}
        </ul>
        <MoreButton more={projects.more} />
      </main>
    </>
  )
}
