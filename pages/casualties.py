"""On which roads were people killed or seriously injured?"""

from components.page import draw_page

draw_page(question="On which roads were people killed or seriously injured?", subject="KSI collisions")
