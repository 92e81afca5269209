"""Which priorities do the Community Safety Partnerships name, and which do they share?"""

from components.page import draw_page
from components.views.priorities.choices import require_edition

draw_page(question="Which priorities do partnerships share?", subject="partnership priorities", prepare=require_edition)
