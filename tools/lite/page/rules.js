// On the pages of JupyterLite: whoever comes here by a link gets the rules of my_work as well.
import * as work from './work.js'

await work.bringUpToDate(await work.course())
