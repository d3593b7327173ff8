internal import Washout
