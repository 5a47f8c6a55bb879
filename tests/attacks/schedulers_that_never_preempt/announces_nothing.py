# as it is: rejected: __treadle_attr__
# approved: passed
def __treadle_attr__(thing, *rest):
    return thing


__treadle_setattr__ = __treadle_augattr__ = __treadle_vars__ = __treadle_bound__ = __treadle_attr__
