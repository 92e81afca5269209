"""What changed in recorded crime, where, how sure are we, and against whom?"""

from components.page import draw_page
from components.views.crime.choices import say_rounded

draw_page(question="What changed in recorded crime, and where?", subject="recorded crime", prepare=say_rounded)
